package dev.kobako.debian;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.InParallel;
import dev.kobako.image.StagedFile;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * A package that was opened (deb(5)). {@link DataFiles} says what is refused.
 *
 * @param available what the index says of it
 * @param stanza its control file, which may have other fields than the index's stanza
 * @param control the files of its control archive by name: {@code control}, {@code md5sums}, {@code
 *     conffiles}, {@code postinst}, {@code triggers}, …; in memory
 * @param data its files as they are in the archive: names as written there, {@code /bin/sh} on a
 *     merged system too; contents are slices of an uncompressed tar
 */
public record DebFile(
    AvailablePackage available,
    Stanza stanza,
    SortedMap<String, Content> control,
    MemoryTree data) {
  /**
   * A package as it came from the archive.
   *
   * @param deb its bytes, which must have the digest that the index names
   */
  public record Fetched(AvailablePackage available, Content deb) {}

  /**
   * Opens a package. Its archives are unpacked once into {@code folder}, under the .deb's digest;
   * if they are there, the .deb is not even read.
   *
   * @param folder made if needed; what is in it must stay as long as the contents are used, and can
   *     be thrown away afterwards
   * @throws KobakoException a finding, where the package is damaged, hostile or another one than
   *     the index says; outside, where the disk fails. Nothing is left in the folder then.
   */
  public static DebFile open(Fetched fetched, Path folder) {
    AvailablePackage available = fetched.available();
    DebPlace place = DebPlace.of(available);
    UnpackedTars tars = UnpackedTars.of(fetched.deb(), available.digest(), place, folder);
    try {
      SortedMap<String, Content> control = ControlFiles.read(tars.control(), place);
      Stanza stanza = ControlFiles.stanza(control, available, place);
      return new DebFile(available, stanza, control, DataFiles.read(tars.data(), place));
    } catch (IOException e) {
      throw DiskFailure.reading(folder, e);
    } catch (KobakoException e) {
      UnpackedTars.forget(available.digest(), folder);
      throw e;
    }
  }

  /**
   * The same for many, on all processors; the largest ones first, so that no processor is left
   * alone with one of them at the end. What a killed process has left in the folder is removed.
   *
   * @return in the order of the argument
   */
  public static List<DebFile> openAll(List<Fetched> all, Path folder) {
    StagedFile.sweep(folder);
    List<Integer> largestFirst =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -all.get(i).deb().size()))
            .toList();
    List<DebFile> opened = InParallel.map(largestFirst, i -> open(all.get(i), folder));
    List<DebFile> inOrder = new ArrayList<>(opened);
    for (int i = 0; i < opened.size(); i++) {
      inOrder.set(largestFirst.get(i), opened.get(i));
    }
    return List.copyOf(inOrder);
  }
}
