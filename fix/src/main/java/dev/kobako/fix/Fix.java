package dev.kobako.fix;

import java.util.List;

/**
 * A change to Dockerfiles that makes images smaller, or better without making them larger. What it
 * has changed it finds nothing wrong with: asked again it says nothing.
 */
public interface Fix {
  /** What the fix is. */
  Description description();

  /**
   * What it would do, place by place, in the order of the file. Where it does not understand what
   * is written, it leaves it.
   */
  List<Change> changes(FixableFile file);

  /** Where it would do something and does not, since it can't tell enough; of few fixes. */
  default List<Refusal> refusals(FixableFile file) {
    return List.of();
  }

  /**
   * What a fix is.
   *
   * @param name for ever the same, in small letters with dashes
   * @param answers ids of the lint rules that it does what they ask for
   * @param title what it does, one sentence without a full stop
   * @param promise what of the image it changes
   */
  record Description(String name, List<String> answers, String title, Promise promise) {
    public Description {
      answers = List.copyOf(answers);
    }
  }
}
