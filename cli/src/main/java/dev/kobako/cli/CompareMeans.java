package dev.kobako.cli;

import dev.kobako.transfer.Homes;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/**
 * What comparing works with.
 *
 * @param parsed the command line, which also says what RUN may use
 * @param root of the store
 * @param beside the folder of the matrix, where its relative paths start
 */
record CompareMeans(
    Console console,
    ParseResult parsed,
    Homes homes,
    ProgressDisplay display,
    Path root,
    Path beside) {
  /** Where comparing keeps what it remembers. */
  Path folder() {
    return root.resolve("compare");
  }
}
