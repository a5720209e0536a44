package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a stage that fetches and compiles what a project depends on, before its sources are
 * there. It stays cached as long as no manifest changes.
 *
 * <p>Where sources are copied afterwards, the steps that follow need no network: what they use of
 * the dependencies is in the layer, not in a cache mount.
 *
 * @param folder the working directory that it stands in, absolute
 * @param manifests what it depends on, to be copied first
 * @param steps what fetches and compiles
 */
public record DependencyLayer(String folder, List<FileCopy> manifests, List<RunStep> steps) {
  public DependencyLayer {
    manifests = List.copyOf(manifests);
    steps = List.copyOf(steps);
  }

  /** The instructions in their order, for a stage whose working directory is {@link #folder}. */
  public List<String> instructions() {
    List<String> all = new ArrayList<>();
    manifests.forEach(each -> all.add(each.text()));
    steps.forEach(each -> all.add(each.text()));
    return all;
  }
}
