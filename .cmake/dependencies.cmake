# Everything Accord is built from. `./dev setup` installs it.

# Where the system has no Botan 3.7 or no Catch2 3, `./dev setup` puts them into the user's cache, in
# directories named NAME-VERSION-SYSTEM-HASH, where HASH is that of the recipe that made them.
if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(_accord_cache "$ENV{XDG_CACHE_HOME}/accord")
else()
  set(_accord_cache "$ENV{HOME}/.cache/accord")
endif()
foreach(_name IN ITEMS botan catch2)
  if(EXISTS "${CMAKE_SOURCE_DIR}/.dev/${_name}.sh")
    file(SHA256 "${CMAKE_SOURCE_DIR}/.dev/${_name}.sh" _hash)
    string(SUBSTRING "${_hash}" 0 12 _hash)
    file(GLOB _found "${_accord_cache}/${_name}-*-${CMAKE_HOST_SYSTEM_PROCESSOR}-${_hash}")
    list(APPEND CMAKE_PREFIX_PATH ${_found})
  endif()
endforeach()

find_package(PkgConfig REQUIRED)
# pkg-config is asked through CMAKE_PREFIX_PATH, so the private prefix is seen here too.
pkg_check_modules(BOTAN REQUIRED IMPORTED_TARGET "botan-3>=3.7")
add_library(botan INTERFACE)
add_library(Botan::Botan ALIAS botan)
target_link_libraries(botan INTERFACE PkgConfig::BOTAN)
# The one part of Botan that a distribution may leave out: everything else is used without asking.
include(CheckCXXSymbolExists)
set(CMAKE_REQUIRED_INCLUDES ${BOTAN_INCLUDE_DIRS})
check_cxx_symbol_exists(BOTAN_HAS_ML_DSA botan/build.h ACCORD_BOTAN_HAS_ML_DSA)
unset(CMAKE_REQUIRED_INCLUDES)
if(NOT ACCORD_BOTAN_HAS_ML_DSA)
  message(STATUS "This Botan was built without ML-DSA: accord will build, and refuse ML-DSA keys and signatures "
                 "with the finding key_unknown_algorithm")
endif()

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(SQLite3 REQUIRED)
# The headers of PKCS #11 alone: the module of a token is loaded when it is named.
find_path(PKCS11_INCLUDE_DIR p11-kit/pkcs11.h PATH_SUFFIXES p11-kit-1 REQUIRED)
mark_as_advanced(PKCS11_INCLUDE_DIR)
find_package(LibXml2 REQUIRED)
find_package(CURL 7.85 REQUIRED) # CURLOPT_PROTOCOLS_STR
find_package(Boost 1.74 CONFIG REQUIRED COMPONENTS program_options)
if(ACCORD_TESTS)
  find_package(Catch2 3 REQUIRED)
  include(Catch)
endif()
if(ACCORD_BENCH)
  find_package(benchmark REQUIRED)
endif()
