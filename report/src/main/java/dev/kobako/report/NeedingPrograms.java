package dev.kobako.report;

import dev.kobako.elf.ElfMagic;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.Closure;
import dev.kobako.slim.ClosureOptions;
import dev.kobako.slim.ConfiguredPrograms;
import dev.kobako.slim.Guess;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.slim.Source;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The programs of an image that can't do without a file, as far as files tell.
 *
 * @param configured the chain from the file to what the image's configuration starts; empty where
 *     that doesn't need it
 * @param others of the programs in PATH those that load it, by path; only of libraries
 */
public record NeedingPrograms(List<Kept> configured, List<ImagePath> others) {
  /** As many as a large image has in its PATH. */
  private static final int MOST_PROGRAMS = 10_000;

  public NeedingPrograms {
    configured = List.copyOf(configured);
    others = List.copyOf(others);
  }

  /**
   * Follows the programs of an image.
   *
   * @param file without links in its path
   */
  public static NeedingPrograms of(Source source, ImageConfig config, ImagePath file)
      throws IOException {
    Closure closure = new Closure(source, ClosureOptions.defaults());
    new ConfiguredPrograms(config, closure).keep();
    return new NeedingPrograms(
        closure.keepSet().why(file),
        isElf(source.tree(), file) ? loading(source, file) : List.of());
  }

  /** Each by itself; what it only seems to use doesn't count. */
  private static List<ImagePath> loading(Source source, ImagePath library) throws IOException {
    Set<Guess> all = EnumSet.allOf(Guess.class);
    Closure shared = new Closure(source, ClosureOptions.ofTraced(all));
    List<ImagePath> loading = new ArrayList<>();
    for (ImagePath program : programs(source)) {
      Closure closure = shared.fresh();
      closure.keepRunning(program.toString(), Reason.asked("in PATH"));
      if (!program.equals(library) && closure.has(library)) {
        loading.add(program);
      }
    }
    return loading;
  }

  /** Those in PATH, each once whatever names it has. */
  private static Set<ImagePath> programs(Source source) throws IOException {
    Set<ImagePath> programs = new LinkedHashSet<>();
    for (String folder : source.searchPath()) {
      Resolution place = source.tree().resolve(folder);
      for (String name : source.tree().names(place.place())) {
        Resolution program = source.tree().resolve(place.place().child(name));
        if (programs.size() < MOST_PROGRAMS
            && program.file().filter(file -> (file.attributes().mode() & 0111) != 0).isPresent()
            && isElf(source.tree(), program.place())) {
          programs.add(program.place());
        }
      }
    }
    return programs;
  }

  private static boolean isElf(Tree tree, ImagePath place) throws IOException {
    if (!(tree.entry(place).orElse(null) instanceof Entry.RegularFile file)) {
      return false;
    }
    try (InputStream in = file.content().open()) {
      return ElfMagic.begins(in);
    }
  }
}
