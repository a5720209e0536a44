package dev.kobako.check;

import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.util.List;

/** Starts containers of the image under test, as the options of a scenario say. */
interface Starter {
  /**
   * Starts one, which the caller closes.
   *
   * @param words replace the arguments of the image and of the options; empty for those
   * @throws dev.kobako.diagnostic.KobakoException outside, where it can't be set up
   */
  StartedContainer start(List<String> words, Streams streams);
}
