# `cmake --install`: the command, its data, the headers and a CMake package
# (find_package(chefs-mock), targets chefs-mock::contract and others).
# Why: docs/decisions/0011.
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/chefs-mock")
set(data_dir "${CMAKE_INSTALL_DATADIR}/chefs-mock")

# Every room but cli, which is installed as the command that it makes.
get_property(installed_rooms GLOBAL PROPERTY CHEFS_ROOMS)
list(REMOVE_ITEM installed_rooms cli)

foreach(room ${installed_rooms})
  # A set for each, so that contract can be used where the others' libraries
  # are not installed.
  install(TARGETS chefs_${room} EXPORT ${room}
          ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(
    EXPORT ${room}
    NAMESPACE chefs-mock::
    FILE chefs-mock-${room}.cmake
    DESTINATION "${package_dir}")

  get_target_property(room_dir chefs_${room} SOURCE_DIR)
  file(RELATIVE_PATH room_path "${PROJECT_SOURCE_DIR}" "${room_dir}")
  install(
    DIRECTORY "${room_dir}/"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/chefs-mock/${room_path}"
    FILES_MATCHING
    PATTERN "*.h"
    PATTERN "internal" EXCLUDE)
endforeach()

configure_package_config_file(
  scripts/cmake/chefs-mockConfig.cmake.in chefs-mockConfig.cmake
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file(chefs-mockConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/chefs-mockConfig.cmake"
        "${PROJECT_BINARY_DIR}/chefs-mockConfigVersion.cmake"
        scripts/cmake/Findcnats.cmake
  DESTINATION "${package_dir}")

install(TARGETS chefs-mock RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
foreach(data scenarios fixtures)
  if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/${data}")
    install(DIRECTORY "${data}" DESTINATION "${data_dir}")
  endif()
endforeach()
