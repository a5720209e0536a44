package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.check.Trace;
import dev.kobako.packages.CompiledPython;
import dev.kobako.sandbox.FileCall;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Resolution;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a run of a result asked for and did not find, though the original has it: the explanation of
 * a failed check, and what a repair adds.
 */
final class Lacks {
  /** How the reasons of what was added begin. */
  static final String ASKED_FOR = "asked for by the check";

  private final MemoryTree original;
  private final KeepSet keepSet;
  private final SequencedMap<ImagePath, Reason> found = new LinkedHashMap<>();

  /** Compiled modules that Python does without, as it has the sources. */
  private final SequencedMap<ImagePath, Reason> compiled = new LinkedHashMap<>();

  private Lacks(MemoryTree original, KeepSet keepSet) {
    this.original = original;
    this.keepSet = keepSet;
  }

  /**
   * The removed places, in the order of the trace. Where there are none, what was removed from
   * folders whose names were listed, since who counts on a name there does not ask for it, and what
   * was asked for but has a substitute.
   */
  static SequencedMap<ImagePath, Reason> of(Trace trace, MemoryTree original, KeepSet keepSet) {
    Lacks lacks = new Lacks(original, keepSet);
    trace.asked().values().forEach(lacks::look);
    if (lacks.found.isEmpty()) {
      lacks.found.putAll(lacks.compiled);
      trace.asked().values().forEach(lacks::lookInto);
    }
    return lacks.found;
  }

  private void look(Asked asked) {
    if (!TracedPaths.canBe(asked.path())) {
      return;
    }
    Resolution resolution = original.resolve(asked.path());
    resolution.links().forEach(link -> add(link, asked));
    if (resolution.entry().isPresent()) {
      add(resolution.place(), asked);
    }
  }

  private void lookInto(Asked asked) {
    if (!TracedPaths.canBe(asked.path()) || !asked.kinds().contains(FileCall.Kind.LIST)) {
      return;
    }
    Resolution resolution = original.resolve(asked.path());
    if (resolution.entry().orElse(null) instanceof Entry.Directory) {
      for (String name : original.names(resolution.place())) {
        add(resolution.place().child(name), asked);
      }
    }
  }

  private void add(ImagePath place, Asked asked) {
    if (keepSet.at(place).isEmpty()) {
      String by = asked.program().isEmpty() ? "" : " (by " + asked.program() + ")";
      boolean hasSubstitute =
          CompiledPython.is(place) && keepSet.at(CompiledPython.source(place)).isPresent();
      (hasSubstitute ? compiled : found).putIfAbsent(place, Reason.asked(ASKED_FOR + by));
    }
  }
}
