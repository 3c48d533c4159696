# `cmake --install`: the command, its data, the headers and a CMake package
# (find_package(chefs-mock), targets chefs-mock::contract and others).
