package dev.kobako.ladder;

import dev.kobako.image.Image;
import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.SystemPackage;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.util.HashSet;
import java.util.Set;

/**
 * How much an image is.
 *
 * @param bytes of all files of the tree, without a file system's overhead; names of one inode count
 *     once, files that upper layers hide don't count
 * @param compressed bytes of the layers as they are stored and moved
 * @param files everything in the tree but directories
 * @param packages of its database that have a file in the tree
 */
public record Extent(long bytes, long compressed, long files, int packages) {
  /** Measures an image whose layers make the tree. */
  static Extent of(Image image, Tree tree, ImagePackages packages) {
    long[] sums = new long[2];
    Set<Long> inodes = new HashSet<>();
    Set<String> owners = new HashSet<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (entry instanceof Entry.Directory) {
            return;
          }
          sums[1]++;
          if (entry instanceof Entry.RegularFile file) {
            if (file.inode() == 0 || inodes.add(file.inode())) {
              sums[0] += file.content().size();
            }
            packages.owner(path).map(SystemPackage::toString).ifPresent(owners::add);
          }
        });
    long compressed = image.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum();
    return new Extent(sums[0], compressed, sums[1], owners.size());
  }
}
