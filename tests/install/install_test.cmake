# Installs the build into a folder of its own, then builds and runs a program
# that knows nothing but that folder. Run by ctest with cmake -P.
foreach(needed BUILD_DIR SOURCE_DIR WORK_DIR CXX_COMPILER CXX_FLAGS BUILD_TYPE)
  if(NOT DEFINED ${needed})
    message(FATAL_ERROR "give -D${needed}=…")
  endif()
endforeach()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY
                  OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect_file path)
  if(NOT EXISTS "${WORK_DIR}/prefix/${path}")
    message(FATAL_ERROR "not installed: ${path}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
run("${CMAKE_COMMAND}" --install "${BUILD_DIR}" --prefix "${WORK_DIR}/prefix")
expect_file(include/chefs-mock/contract/cryptr.h)
expect_file(share/chefs-mock/scenarios)
if(EXISTS "${WORK_DIR}/prefix/include/chefs-mock/contract/internal")
  message(FATAL_ERROR "internal headers are installed")
endif()

run("${CMAKE_COMMAND}" -S "${SOURCE_DIR}/outside" -B "${WORK_DIR}/build"
    -G Ninja "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
    "-DCMAKE_BUILD_TYPE=${BUILD_TYPE}")
run("${CMAKE_COMMAND}" --build "${WORK_DIR}/build")
run("${WORK_DIR}/build/outside")
if(NOT output STREQUAL "{\"n\":1}")
  message(FATAL_ERROR "the outside program printed: ${output}")
endif()
run("${WORK_DIR}/build/outside_above")

run("${WORK_DIR}/prefix/bin/chefs-mock" --version)
if(NOT output MATCHES "[0-9]+\\.[0-9]+\\.[0-9]+")
  message(FATAL_ERROR "the installed chefs-mock calls itself: ${output}")
endif()
