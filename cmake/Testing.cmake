# The files of a test and of the imitated vendors read the same few large headers, and most of a build's time went there:
# eight of them are compiled as one. So this file is included after src is added and before tools are. The preset `dev`
# compiles each by itself, which shows a missing include and suits repeated work.
if(NOT DEFINED CMAKE_UNITY_BUILD)
  set(CMAKE_UNITY_BUILD ON)
endif()

# vina_add_test(NAME lesson_test SOURCES a_test.cpp ... DEPENDS vina::lesson [LABELS unit] [TIMEOUT 120])
find_package(GTest REQUIRED)
include(GoogleTest)
function(vina_add_test)
  cmake_parse_arguments(TEST "" "NAME;TIMEOUT" "SOURCES;DEPENDS;LABELS" ${ARGN})
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 300)
  endif()
  if(VINA_SANITIZE)  # takes five to twenty times as long
    math(EXPR TEST_TIMEOUT "${TEST_TIMEOUT} * 6")
  endif()
  add_executable(${TEST_NAME} ${TEST_SOURCES})
  # A third of a test's time to compile goes into optimising what runs once.
  target_compile_options(${TEST_NAME} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_include_directories(${TEST_NAME} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${TEST_NAME} PRIVATE VINA_SOURCE_DIR="${PROJECT_SOURCE_DIR}" VINA_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(${TEST_NAME} PRIVATE vina_options vina_warnings ${TEST_DEPENDS} GTest::gmock GTest::gtest GTest::gtest_main)
  add_test(NAME ${TEST_NAME} COMMAND ${TEST_NAME} WORKING_DIRECTORY "${PROJECT_BINARY_DIR}")
  set_tests_properties(${TEST_NAME} PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}")
endfunction()
