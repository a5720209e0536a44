package dev.kobako.report;

import java.util.List;

/**
 * Something that an image could be without, what that would save, and how it is done.
 *
 * @param kind of what could go
 * @param what goes, in a few words; instructions of others in it are as they were
 * @param files how many; a file with several names counts once
 * @param saving if this advice alone is followed; what several advices are about saves but once
 * @param layers that ship the bytes, the lowest first
 * @param examples packages, or paths, those that weigh most first, at most {@value #MOST_EXAMPLES}
 * @param change of the Dockerfile that does it
 * @param command of kobako that does it, with {@value #IMAGE} for the image; empty where none does
 */
public record Advice(
    AdviceKind kind,
    String what,
    long files,
    Saving saving,
    List<Share> layers,
    List<String> examples,
    String change,
    String command) {
  /** What stands for the image in {@link #command()}. */
  public static final String IMAGE = "IMAGE";

  static final int MOST_EXAMPLES = 100;

  /** How many of the bytes a layer ships, 0 for the lowest. */
  public record Share(int layer, long bytes) {}

  public Advice {
    layers = List.copyOf(layers);
    examples = List.copyOf(examples);
  }
}
