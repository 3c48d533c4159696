# cnats, the NATS client for C. Debian's own CMake package for it names a static
# library that the package does not ship, so it cannot be used.
include(FindPackageHandleStandardArgs)
find_path(cnats_INCLUDE_DIR nats/nats.h)
find_library(cnats_LIBRARY nats)
find_package_handle_standard_args(cnats REQUIRED_VARS cnats_LIBRARY
                                                      cnats_INCLUDE_DIR)
if(cnats_FOUND AND NOT TARGET cnats::nats)
  add_library(cnats::nats UNKNOWN IMPORTED)
  set_target_properties(
    cnats::nats PROPERTIES IMPORTED_LOCATION "${cnats_LIBRARY}"
                           INTERFACE_INCLUDE_DIRECTORIES "${cnats_INCLUDE_DIR}")
endif()
