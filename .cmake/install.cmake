# What `cmake --install` puts into a prefix: the program, and the verifier as one shared library that
# shows only what verifier/include/accord marks with ACCORD_EXPORT. An outside program needs neither Botan
# nor fmt nor any header of theirs.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

if(TARGET accord)
  install(TARGETS accord RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

get_target_property(_type verifier TYPE)
if(_type STREQUAL "STATIC_LIBRARY")
  file(WRITE "${CMAKE_BINARY_DIR}/exported_symbols.map"
       "{ global: _ZN6accord*; _ZNK6accord*; _ZT?N6accord*; local: *; };\n")
  # A shared library is linked from at least one source of its own.
  file(WRITE "${CMAKE_BINARY_DIR}/accord_verifier.cc" "")
  add_library(accord_verifier SHARED "${CMAKE_BINARY_DIR}/accord_verifier.cc")
  target_link_libraries(accord_verifier PRIVATE $<LINK_LIBRARY:WHOLE_ARCHIVE,verifier>)
  target_link_options(accord_verifier PRIVATE
                      "-Wl,--version-script=${CMAKE_BINARY_DIR}/exported_symbols.map")
  if(NOT ACCORD_SANITIZE)
    target_link_options(accord_verifier PRIVATE -Wl,--no-undefined)
  endif()
  target_compile_features(accord_verifier INTERFACE cxx_std_20)
  target_include_directories(accord_verifier
                             INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  set_target_properties(
    accord_verifier
    PROPERTIES OUTPUT_NAME accord
               EXPORT_NAME verifier
               VERSION ${PROJECT_VERSION}
               SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

  install(TARGETS accord_verifier EXPORT accord-targets LIBRARY
          DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(DIRECTORY "${CMAKE_SOURCE_DIR}/verifier/include/accord"
          DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  install(EXPORT accord-targets NAMESPACE accord::
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/accord")
  file(WRITE "${CMAKE_BINARY_DIR}/accord-config.cmake.in"
       "@PACKAGE_INIT@\ninclude(\"\${CMAKE_CURRENT_LIST_DIR}/accord-targets.cmake\")\n")
  configure_package_config_file(
    "${CMAKE_BINARY_DIR}/accord-config.cmake.in" "${CMAKE_BINARY_DIR}/accord-config.cmake"
    INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/accord")
  # Before 1.0 a minor version may change the interface.
  write_basic_package_version_file("${CMAKE_BINARY_DIR}/accord-config-version.cmake"
                                   COMPATIBILITY SameMinorVersion)
  install(FILES "${CMAKE_BINARY_DIR}/accord-config.cmake"
                "${CMAKE_BINARY_DIR}/accord-config-version.cmake"
          DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/accord")

  # The prefix is found from where the file lies, so that an installed tree can be moved.
  file(RELATIVE_PATH _to_prefix "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  file(
    WRITE "${CMAKE_BINARY_DIR}/accord.pc"
    "prefix=\${pcfiledir}/${_to_prefix}\n"
    "Name: accord\n"
    "Description: Verifies certificates, signatures and trusted lists across schemes\n"
    "Version: ${PROJECT_VERSION}\n"
    "Libs: -L\${prefix}/${CMAKE_INSTALL_LIBDIR} -laccord\n"
    "Cflags: -I\${prefix}/${CMAKE_INSTALL_INCLUDEDIR} -std=c++20\n")
  install(FILES "${CMAKE_BINARY_DIR}/accord.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endif()
