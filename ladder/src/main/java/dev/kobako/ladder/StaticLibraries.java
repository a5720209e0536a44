package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.sandbox.FileCall;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The static libraries ({@code ar} archives) below a folder, as linkers take them: where a shared
 * one of the same name is beside, that one, unless they are told to link statically.
 *
 * @param tree where they are
 * @param linked whether a run read one
 * @param linkedStatically whether a run read one although there is a shared one
 */
record StaticLibraries(Tree tree, boolean linked, boolean linkedStatically) {
  private static final String ENDING = ".a";

  /** {@code libm-2.36.a} is what {@code libm.a} leads to. */
  private static final Pattern NAME = Pattern.compile("(.+?)(-[0-9.]+)?\\.a");

  /** Those below a folder, and what runs read of them. */
  static StaticLibraries below(ImagePath folder, Touched touched) {
    List<ImagePath> read =
        touched.asked().tailMap(folder).entrySet().stream()
            .takeWhile(each -> each.getKey().startsWith(folder))
            .filter(each -> isOne(each.getKey()) && isRead(each.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    return new StaticLibraries(
        touched.tree(),
        !read.isEmpty(),
        read.stream().anyMatch(library -> hasSharedOne(library, touched.tree())));
  }

  private static boolean isRead(Asked asked) {
    return asked.kinds().contains(FileCall.Kind.OPEN);
  }

  /** Whether a path is called like one. */
  static boolean isOne(ImagePath path) {
    return path.name().endsWith(ENDING);
  }

  /** Whether whoever linked what was linked may link this one next. */
  boolean mayBeLinked(ImagePath library) {
    return linked && (linkedStatically || !hasSharedOne(library, tree));
  }

  private static boolean hasSharedOne(ImagePath library, Tree tree) {
    Matcher name = NAME.matcher(library.name());
    return name.matches()
        && library
            .parent()
            .flatMap(folder -> tree.entry(folder.child(name.group(1) + ".so")))
            .isPresent();
  }
}
