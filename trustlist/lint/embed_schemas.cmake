# Writes OUTPUT, a source file with the text of each file in SCHEMAS: see embedded_schemas.h.
set(arrays "")
set(rows "")
set(index 0)
foreach(schema IN LISTS SCHEMAS)
  get_filename_component(name "${schema}" NAME)
  file(READ "${schema}" bytes HEX)
  # Every byte a character constant of the type char, whatever its sign.
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(REGEX REPLACE "(('\\\\x..',)('\\\\x..',)('\\\\x..',)('\\\\x..',)('\\\\x..',)('\\\\x..',)('\\\\x..',)('\\\\x..',))"
                       "\\1\n    " bytes "${bytes}")
  string(APPEND arrays "constexpr char schema_${index}[] = {\n    ${bytes}};\n")
  string(APPEND rows "    {\"${name}\", {schema_${index}, sizeof schema_${index}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(
  WRITE "${OUTPUT}"
  "#include \"trustlist/lint/embedded_schemas.h\"\n\nnamespace accord::trustlist::lint {\nnamespace {\n\n"
  "${arrays}\nconstexpr EmbeddedSchema schemas[] = {\n${rows}};\n\n}  // namespace\n\n"
  "std::span<const EmbeddedSchema> embedded_schemas() noexcept { return schemas; }\n\n"
  "}  // namespace accord::trustlist::lint\n")
