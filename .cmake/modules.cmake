# One module = one folder = one target = one namespace. The functions that folders' CMakeLists.txt call.

# The target's name: the folder's path from the root with / as _ (lib/xml -> lib_xml).
function(accord_target_name path result)
  string(REPLACE "/" "_" name "${path}")
  set(${result}
      "${name}"
      PARENT_SCOPE)
endfunction()

# accord_add_modules(PATH...): adds each folder that has a CMakeLists.txt.
function(accord_add_modules)
  foreach(path IN LISTS ARGN)
    if(EXISTS "${CMAKE_SOURCE_DIR}/${path}/CMakeLists.txt")
      add_subdirectory("${path}")
    endif()
  endforeach()
endfunction()

# accord_module(PATH [FAST] DEPENDS TARGET... PRIVATE TARGET...): the module in folder PATH, from the *.cc
# beside its CMakeLists.txt. DEPENDS are the modules that its headers or sources include; PRIVATE are
# libraries that only its sources include. FAST is for what works on every byte of an input.
function(accord_module path)
  cmake_parse_arguments(PARSE_ARGV 1 arg "FAST" "" "DEPENDS;PRIVATE")
  accord_target_name("${path}" target)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${path}/*.cc")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${target} PUBLIC ${arg_DEPENDS} tl::expected PRIVATE ${arg_PRIVATE})
    if(ACCORD_FUZZ)
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
    if(arg_FAST)
      target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O2>)
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${target} INTERFACE ${arg_DEPENDS} tl::expected ${arg_PRIVATE})
  endif()
  # Installed headers lie in a folder that stands for the installed include folder.
  if(EXISTS "${CMAKE_SOURCE_DIR}/${path}/include")
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "INTERFACE_LIBRARY")
      target_include_directories(${target} INTERFACE "${CMAKE_SOURCE_DIR}/${path}/include")
    else()
      target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}/${path}/include")
    endif()
  endif()
  set_property(GLOBAL APPEND PROPERTY ACCORD_MODULES ${target})
endfunction()

# accord_program(NAME PATH DEPENDS TARGET... PRIVATE TARGET...): the program NAME from PATH/main.cc, and
# the module target of everything else in PATH and the folders below it, so that tests can link it.
function(accord_program name path)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "DEPENDS;PRIVATE")
  accord_target_name("${path}" target)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${path}/*.cc")
  list(REMOVE_ITEM sources "${CMAKE_SOURCE_DIR}/${path}/main.cc")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_compile_definitions(${target} PRIVATE ACCORD_VERSION="${PROJECT_VERSION}")
    target_link_libraries(${target} PUBLIC ${arg_DEPENDS} tl::expected PRIVATE ${arg_PRIVATE})
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${target} INTERFACE ${arg_DEPENDS} tl::expected ${arg_PRIVATE})
  endif()
  add_executable(${name} "${CMAKE_SOURCE_DIR}/${path}/main.cc")
  target_compile_definitions(${name} PRIVATE ACCORD_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${name} PRIVATE ${target})
endfunction()

# accord_test(PATH [LAST] DEPENDS TARGET...): the tests in tests/PATH, one ctest a test case. Under the
# sanitizers, where starting a process is what costs, one ctest an executable. LAST: after all others, for
# what looks back on them; its folder is added after theirs.
function(accord_test path)
  cmake_parse_arguments(PARSE_ARGV 1 arg "LAST" "" "DEPENDS")
  accord_target_name("${path}" name)
  set(target "test_${name}")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/${path}/*.cc")
  add_executable(${target} ${sources})
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  # What is tested is optimised, as it is for users; optimising the tests themselves takes longer than running them.
  target_compile_options(${target} PRIVATE -O0)
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${arg_DEPENDS} tl::expected Catch2::Catch2WithMain)
  if(TARGET tests_support)
    target_link_libraries(${target} PRIVATE tests_support)
  endif()

  set(environment
      "ACCORD_SOURCE_DIR=${CMAKE_SOURCE_DIR}"
      "ACCORD_BINARY_DIR=${CMAKE_BINARY_DIR}"
      "ACCORD_BINARY=${CMAKE_BINARY_DIR}/bin/accord"
      "ACCORD_RAISED_DIR=${CMAKE_BINARY_DIR}/raised"
      "ACCORD_REFERENCE_DIR=${ACCORD_REFERENCE_DIR}"
      "ACCORD_TESTVECTORS=${CMAKE_SOURCE_DIR}/testvectors")
  get_property(earlier GLOBAL PROPERTY ACCORD_TEST_TARGETS)
  if(ACCORD_SANITIZE)
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES ENVIRONMENT "${environment}" TIMEOUT 1800
                                              SKIP_RETURN_CODE 4)
    if(arg_LAST)
      set_tests_properties(${target} PROPERTIES DEPENDS "${earlier}")
    endif()
  else()
    catch_discover_tests(
      ${target}
      TEST_PREFIX
      "${path}: "
      DISCOVERY_MODE
      PRE_TEST
      PROPERTIES
      TIMEOUT
      300)
    # catch_discover_tests takes no property that is a list, so these are set beside what it wrote: ctest runs
    # this file after it, when the names of the test cases are known.
    set(script "if(${target}_TESTS)\n")
    string(APPEND script
           "  set_tests_properties(\${${target}_TESTS} PROPERTIES ENVIRONMENT [==[${environment}]==])\n")
    if(arg_LAST)
      list(TRANSFORM earlier REPLACE "(.+)" "\${\\1_TESTS}")
      list(JOIN earlier ";" earlier)
      string(APPEND script
             "  set_tests_properties(\${${target}_TESTS} PROPERTIES DEPENDS \"${earlier}\")\n")
    endif()
    string(APPEND script "endif()\n")
    set(script_file "${CMAKE_CURRENT_BINARY_DIR}/${target}_properties.cmake")
    file(WRITE "${script_file}" "${script}")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${script_file}")
  endif()
  set_property(GLOBAL APPEND PROPERTY ACCORD_TEST_TARGETS ${target})
endfunction()

# accord_fuzz(NAME DEPENDS TARGET...): the fuzz target tests/fuzz/NAME.cc (libFuzzer), and the test that it
# takes its corpus.
function(accord_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS")
  add_executable(fuzz_${name} "${CMAKE_SOURCE_DIR}/tests/fuzz/${name}.cc")
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/fuzz")
  target_include_directories(fuzz_${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(fuzz_${name} PRIVATE ${arg_DEPENDS} tl::expected)
  target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer-no-link)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  if(ACCORD_TESTS)
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} -runs=0 "${CMAKE_SOURCE_DIR}/testvectors/fuzz/${name}")
  endif()
endfunction()
