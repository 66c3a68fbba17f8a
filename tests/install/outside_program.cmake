# cmake -D WAY=find_package|pkg-config -D BUILD=… -D COMPILER=… -D PKG_CONFIG=… -D LIBDIR=… -P this
cmake_minimum_required(VERSION 3.25)

set(work "${BUILD}/tests/install/${WAY}")
set(prefix "${work}/prefix")
set(source "${CMAKE_CURRENT_LIST_DIR}/program")
# The outside program must find nothing by what this build was told.
unset(ENV{CMAKE_PREFIX_PATH})
unset(ENV{PKG_CONFIG_PATH})
unset(ENV{CXXFLAGS})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: ${status}\n${output}")
  endif()
  set(output
      "${output}"
      PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${work}")
run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${prefix}")

if(WAY STREQUAL "find_package")
  run("${CMAKE_COMMAND}" -S "${source}" -B "${work}/build" -G Ninja "-DCMAKE_PREFIX_PATH=${prefix}"
      "-DCMAKE_CXX_COMPILER=${COMPILER}")
  run("${CMAKE_COMMAND}" --build "${work}/build")
  set(program "${work}/build/outside")
else()
  set(ENV{PKG_CONFIG_PATH} "${prefix}/${LIBDIR}/pkgconfig")
  run("${PKG_CONFIG}" --cflags --libs accord)
  separate_arguments(flags UNIX_COMMAND "${output}")
  file(MAKE_DIRECTORY "${work}/build")
  set(program "${work}/build/outside")
  run("${COMPILER}" "${source}/main.cc" -o "${program}" ${flags} "-Wl,-rpath,${prefix}/${LIBDIR}")
endif()

run("${program}")
message(STATUS "${output}")
# A document without a signature is never valid, and the reason is said.
if(NOT output MATCHES "^(invalid|indeterminate)\n[^\n]+\n")
  message(FATAL_ERROR "the outside program printed no verdict with its reason: ${output}")
endif()
run("${prefix}/bin/accord" version)
