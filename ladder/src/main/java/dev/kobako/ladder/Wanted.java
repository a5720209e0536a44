package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.tree.ImagePath;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What runs asked of the files of an original.
 *
 * @param found what is there, by the path without links
 * @param missed the paths at which nothing is, as they were asked for
 */
record Wanted(SortedMap<ImagePath, Asked> found, SortedSet<String> missed) {}
