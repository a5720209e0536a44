package dev.kobako.slim;

/**
 * Another file that JavaScript text names.
 *
 * @param text the specifier or path as far as it is a constant
 * @param isOpen whether it goes on with something that is computed
 */
record NodeReference(Form form, String text, boolean isOpen) {
  /** How it is named. */
  enum Form {
    /** By {@code require}: a specifier. */
    REQUIRE,
    /** By {@code import}: a specifier. */
    IMPORT,
    /** By a path that goes on from the folder of the text, and code is loaded from it. */
    LOADED_BESIDE,
    /** By a path that goes on from the folder of the text. */
    BESIDE,
    /** By a path from where the program is started. */
    HERE
  }
}
