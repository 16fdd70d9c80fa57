# cmake --install: the program with its manual page and completion, the library with its headers and what find_package()
# and pkg-config need, and the resources of both. The tree can be moved: both find the resources from where they are.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS vina RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/vina)
install(FILES schema/lesson.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/vina/schema)
install(FILES docs/vina.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE README.md CHANGELOG.md docs/library.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY examples/library examples/lessons DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

if(NOT CMAKE_CROSSCOMPILING)  # the program writes them itself
  set(completion "${PROJECT_BINARY_DIR}/completion")
  file(MAKE_DIRECTORY "${completion}")
  add_custom_command(OUTPUT "${completion}/vina" "${completion}/_vina" "${completion}/vina.fish"
    COMMAND vina completion bash > "${completion}/vina"
    COMMAND vina completion zsh > "${completion}/_vina"
    COMMAND vina completion fish > "${completion}/vina.fish"
    DEPENDS vina
    VERBATIM)
  add_custom_target(completion ALL DEPENDS "${completion}/vina" "${completion}/_vina" "${completion}/vina.fish")
  install(FILES "${completion}/vina" DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES "${completion}/_vina" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES "${completion}/vina.fish" DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

set(package "${CMAKE_INSTALL_LIBDIR}/cmake/vina")
install(TARGETS libvina EXPORT vina
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT vina FILE vinaTargets.cmake NAMESPACE vina:: DESTINATION ${package})
configure_package_config_file(cmake/vinaConfig.cmake.in "${PROJECT_BINARY_DIR}/vinaConfig.cmake" INSTALL_DESTINATION ${package})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/vinaConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/vinaConfig.cmake" "${PROJECT_BINARY_DIR}/vinaConfigVersion.cmake" DESTINATION ${package})

file(RELATIVE_PATH vina_prefix_from_pkgconfig "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/vina.pc.in "${PROJECT_BINARY_DIR}/vina.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/vina.pc" DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
