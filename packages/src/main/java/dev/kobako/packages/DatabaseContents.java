package dev.kobako.packages;

import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * The file of a database, and what lies beside one of SQLite where a transaction was not brought to
 * its end; empty where that is not there.
 *
 * @param main the file itself
 * @param log of what is newer
 * @param journal of what was before
 */
record DatabaseContents(Content main, Content log, Content journal) {
  private static final String LOG = "-wal";
  private static final String JOURNAL = "-journal";

  /** A database that is open. */
  record Files(DatabaseFile main, DatabaseFile log, DatabaseFile journal) {}

  /** What is done with an open one. */
  @FunctionalInterface
  interface Work<T> {
    T with(Files files) throws IOException;
  }

  /** Where a database and its companions lie, itself first. */
  static List<String> places(String place) {
    return List.of(place, place + LOG, place + JOURNAL);
  }

  /** A file of a tree, with its companions. */
  static DatabaseContents of(Tree tree, String place, Content main) {
    return new DatabaseContents(main, content(tree, place + LOG), content(tree, place + JOURNAL));
  }

  private static Content content(Tree tree, String place) {
    return tree.resolve(place).file().map(Entry.RegularFile::content).orElse(Content.empty());
  }

  /** The longest of the files. */
  long longest() {
    return Math.max(main.size(), Math.max(log.size(), journal.size()));
  }

  /** Opens it. */
  <T> T open(String place, Work<T> work) throws IOException {
    try (SeekableByteChannel mainChannel = main.openChannel();
        SeekableByteChannel logChannel = log.openChannel();
        SeekableByteChannel journalChannel = journal.openChannel()) {
      return work.with(
          new Files(
              new DatabaseFile(place, mainChannel),
              new DatabaseFile(place + LOG, logChannel),
              new DatabaseFile(place + JOURNAL, journalChannel)));
    }
  }
}
