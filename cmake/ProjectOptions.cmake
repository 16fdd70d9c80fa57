# One INTERFACE target that every target of ours links: the language level and the sanitizers.
add_library(vina_options INTERFACE)
target_compile_features(vina_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)

# The stages become part of a shared library too, which shows its users nothing but its public names.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

target_include_directories(vina_options INTERFACE "${PROJECT_SOURCE_DIR}/src")
find_package(Threads REQUIRED)
target_link_libraries(vina_options INTERFACE Threads::Threads)

if(VINA_SANITIZE)
  target_compile_options(vina_options INTERFACE -fsanitize=${VINA_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(vina_options INTERFACE -fsanitize=${VINA_SANITIZE})
  if(VINA_SANITIZE MATCHES "undefined")
    target_compile_options(vina_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()

find_program(VINA_CCACHE ccache)
if(VINA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${VINA_CCACHE}")
endif()
