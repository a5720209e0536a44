package dev.kobako.slim;

/** How much depends on a kept file that can be run or loaded. */
enum Need {
  /** It must run: what it lacks, or damage to it, is an error. */
  REQUIRED,
  /** It was guessed to be run: followed as far as it goes. */
  GUESSED,
  /** It is data: what it loads is taken along, scripts are not followed. */
  DATA
}
