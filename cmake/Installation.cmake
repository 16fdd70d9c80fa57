include(GNUInstallDirs)
install(TARGETS vina RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY resources/ DESTINATION ${CMAKE_INSTALL_DATADIR}/vina)
install(FILES schema/lesson.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/vina/schema)
