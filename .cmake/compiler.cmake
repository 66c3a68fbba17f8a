# The compiler's language level, warnings, hardening and sanitizers, the same for every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lib")
set_property(GLOBAL PROPERTY GLOBAL_DEPENDS_NO_CYCLES ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
# Most commands run once and end: what they cost is mostly the reading in of the program. Where time is spent,
# a module is FAST (see modules.cmake).
set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG")

include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

find_program(ACCORD_CCACHE ccache)
mark_as_advanced(ACCORD_CCACHE)
if(ACCORD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${ACCORD_CCACHE}")
endif()

# clang's -Wconversion includes -Wsign-conversion and g++'s does not; both get it so that they agree.
add_compile_options(
  -Wall
  -Wextra
  -Wpedantic
  -Wshadow
  -Wconversion
  -Wsign-conversion
  -Wnon-virtual-dtor
  -Woverloaded-virtual
  -Wimplicit-fallthrough
  -Wswitch)
if(ACCORD_WERROR)
  add_compile_options(-Werror)
endif()

add_compile_options(-fstack-protector-strong -ffunction-sections -fdata-sections)
add_link_options(-Wl,-z,relro,-z,now -Wl,--gc-sections -Wl,--as-needed)

if(ACCORD_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
else()
  # _FORTIFY_SOURCE hides accesses from AddressSanitizer and needs an optimising build.
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE>
                      $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
if(ACCORD_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "ACCORD_FUZZ needs clang: configure with -DCMAKE_CXX_COMPILER=clang++-14")
  endif()
endif()
