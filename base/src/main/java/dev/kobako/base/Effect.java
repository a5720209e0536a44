package dev.kobako.base;

/**
 * Something that installing packages would have done beyond unpacking them. Reads what is there,
 * makes what is missing, and does nothing where the packages don't ask for it.
 */
interface Effect {
  /** Whose work it stands for, in words: {@code ldconfig}. */
  String standsFor();

  /** Does it. */
  void apply(Draft draft);
}
