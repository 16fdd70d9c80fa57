# vina_add_stage(NAME lesson SOURCES a.cpp b.cpp DEPENDS vina::base ...): the library of one folder of src/. It becomes part of
# a shared library too, which shows its users nothing but its public names.
function(vina_add_stage)
  cmake_parse_arguments(STAGE "" "NAME" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_library(vina_${STAGE_NAME} STATIC ${STAGE_SOURCES})
  add_library(vina::${STAGE_NAME} ALIAS vina_${STAGE_NAME})
  set_target_properties(vina_${STAGE_NAME} PROPERTIES
    POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_link_libraries(vina_${STAGE_NAME} PUBLIC vina_options ${STAGE_DEPENDS} PRIVATE vina_warnings ${STAGE_PRIVATE})
endfunction()
