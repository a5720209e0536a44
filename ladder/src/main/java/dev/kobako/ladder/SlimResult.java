package dev.kobako.ladder;

import dev.kobako.check.Trace;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.slim.KeepSet;
import dev.kobako.tree.ImagePath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A reduction that was verified.
 *
 * @param original what it was made of
 * @param image the result; its new layers lie in the staging folder until it is written to a home
 * @param level that was asked for
 * @param keepSet all that is in it, with reasons
 * @param trace of the runs of the original
 * @param before the original's extent
 * @param after the result's extent
 * @param repaired paths that a check lacked at first, in the order in which they were added
 * @param proof of level proven
 * @param times of the phases
 */
public record SlimResult(
    Original original,
    Image image,
    Level level,
    KeepSet keepSet,
    Trace trace,
    Extent before,
    Extent after,
    List<ImagePath> repaired,
    Optional<Proof> proof,
    SortedMap<Phase, Duration> times) {
  public SlimResult {
    repaired = Collections.unmodifiableList(new ArrayList<>(repaired));
    times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
  }

  /** Its new layers; they were read back and found sound. */
  public List<Layer> newLayers() {
    List<Layer> old = original.image().layers();
    return image.layers().stream().filter(layer -> !old.contains(layer)).toList();
  }

  /** The same with another manifest, which says more about the image. */
  public SlimResult withImage(Image annotated) {
    return new SlimResult(
        original, annotated, level, keepSet, trace, before, after, repaired, proof, times);
  }
}
