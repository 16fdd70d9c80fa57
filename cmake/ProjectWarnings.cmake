# Warnings for our own code; third-party headers come in as SYSTEM and are not judged.
add_library(vina_warnings INTERFACE)
target_compile_options(vina_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wdouble-promotion -Wformat=2 -Werror=switch
  # A designated initializer names what differs from the defaults; the members it leaves out are meant to be left out.
  -Wno-missing-field-initializers)
if(VINA_WARNINGS_AS_ERRORS)
  target_compile_options(vina_warnings INTERFACE -Werror)
endif()
