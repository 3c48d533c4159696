# What the rooms build on, all of it from Debian 12's packages (scripts/setup).
find_package(Threads REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(hwy 1.0 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(cnats MODULE REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(valijson REQUIRED)
find_package(pugixml 1.13 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # With paths taken relative to the checkout, its clones share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}"
      CCACHE_NOHASHDIR=1 "${CCACHE_PROGRAM}")
endif()

# A room: a static library, headers included from the project's root as
# "room/header.h", named chefs_<room> in this build and chefs-mock::<room> once
# installed. A room comes after those it links to. Install.cmake installs it with its headers, save those in a
# directory internal/.
function(chefs_add_room name)
  add_library(chefs_${name} STATIC ${ARGN})
  add_library(chefs-mock::${name} ALIAS chefs_${name})
  set_target_properties(chefs_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(
    chefs_${name}
    PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>"
           "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/chefs-mock>")
  target_compile_features(chefs_${name} PUBLIC cxx_std_20)
  set_property(GLOBAL APPEND PROPERTY CHEFS_ROOMS ${name})
endfunction()
