# find_package(squall) gives squall::squall and, when they were built, squall::asio and squall::kit; the tool goes to bin/.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/squall" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
set(squall_installed squall)
set(squall_with_asio OFF)
if(TARGET squall_asio)
  list(APPEND squall_installed squall_asio)
  set(squall_with_asio ON)
endif()
if(SQUALL_BUILD_KIT)
  list(APPEND squall_installed ${SQUALL_KIT_ROOMS} squall_kit)
  install(TARGETS squall_tool RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(TARGETS ${squall_installed} EXPORT squall-targets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT squall-targets NAMESPACE squall:: DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/squall")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/squall-config.cmake.in"
  "${PROJECT_BINARY_DIR}/squall-config.cmake" INSTALL_DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/squall")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/squall-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/squall-config.cmake" "${PROJECT_BINARY_DIR}/squall-config-version.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/SquallSchema.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindPgQuery.cmake" "${PROJECT_SOURCE_DIR}/cmake/FindLibpq.cmake"
  "${PROJECT_SOURCE_DIR}/cmake/FindAsio.cmake"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/squall")
