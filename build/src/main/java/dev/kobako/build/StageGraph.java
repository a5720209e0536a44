package dev.kobako.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which stages of a Dockerfile need which others.
 *
 * <p>As in BuildKit, FROM finds the last stage of a name before it, and {@code from} elsewhere the
 * last one of all.
 */
final class StageGraph {
  private final List<StageDraft> stages;
  private final Map<String, StageDraft> byName = new HashMap<>();

  StageGraph(List<StageDraft> stages) {
    this.stages = List.copyOf(stages);
    for (StageDraft stage : stages) {
      if (!stage.name().isEmpty()) {
        byName.put(stage.name(), stage);
      }
    }
  }

  List<StageDraft> stages() {
    return stages;
  }

  /** The stage of a name, in whatever case. */
  Optional<StageDraft> named(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The stages and other sources that an instruction names; empty for a mount that names none. */
  List<Optional<Referral>> referrals(Placed placed) {
    return Referral.of(placed);
  }

  /** The stage that is meant, if it is one. */
  Optional<StageDraft> stage(Referral referral, Site site) {
    if (referral.number().isEmpty()) {
      return named(referral.name());
    }
    int number = referral.number().get();
    if (number < 0 || number >= stages.size()) {
      throw site.error(
          referral.span(),
          "there is no stage number " + number,
          "stages are counted from 0 to " + (stages.size() - 1));
    }
    return Optional.of(stages.get(number));
  }

  /** Refuses stages that copy from themselves, by way of others or at once. */
  void refuseCircles() {
    Set<StageDraft> done = new HashSet<>();
    for (StageDraft stage : stages) {
      visit(stage, new HashSet<>(), done);
    }
  }

  private void visit(StageDraft stage, Set<StageDraft> path, Set<StageDraft> done) {
    path.add(stage);
    for (Placed placed : stage.instructions()) {
      for (Optional<Referral> referral : referrals(placed)) {
        Optional<StageDraft> needed = referral.flatMap(found -> stage(found, placed.site()));
        if (needed.isPresent() && path.contains(needed.get())) {
          throw placed
              .site()
              .error(
                  referral.get().span(),
                  "stage " + needed.get().title() + " needs itself",
                  "take the files from a stage that comes before this one");
        }
        if (needed.isPresent() && !done.contains(needed.get())) {
          visit(needed.get(), path, done);
        }
      }
    }
    path.remove(stage);
    done.add(stage);
  }

  /** What is needed for a stage: itself, its base, what it copies from and mounts, and so on. */
  SortedSet<Integer> reachable(StageDraft target) {
    SortedSet<Integer> reached = new TreeSet<>();
    Deque<StageDraft> open = new ArrayDeque<>(List.of(target));
    while (!open.isEmpty()) {
      StageDraft stage = open.pop();
      if (reached.add(stage.index())) {
        if (stage.start() instanceof StageDraft.Start.Earlier(StageDraft earlier)) {
          open.push(earlier);
        }
        for (Placed placed : stage.instructions()) {
          for (Optional<Referral> referral : referrals(placed)) {
            referral.flatMap(found -> stage(found, placed.site())).ifPresent(open::push);
          }
        }
      }
    }
    return reached;
  }
}
