package dev.kobako.ladder;

import java.io.IOException;
import java.util.List;

/**
 * Data that is asked for one at a time but belongs together: who touched one time zone may ask for
 * another. Where a member was touched, the family stays, without its dead weight. One class each;
 * {@link #all()} lists them.
 */
public interface Family {
  /** By which the user switches it off: lower case with hyphens, such as {@code time-zones}. */
  String name();

  /** Its members and what shows that they are in use, in one sentence. */
  String about();

  /** Keeps the members where one was touched. */
  void complete(Touched touched) throws IOException;

  /** All of them, in the order in which they are applied. */
  static List<Family> all() {
    return List.of(
        new OwnFiles(),
        new MadeFiles(),
        new TimeZones(),
        new CharsetConverters(),
        new Locales(),
        new MessageCatalogues(),
        new Terminals(),
        new CaStore(),
        new PythonLibrary(),
        new PythonEncodings(),
        new PythonPackages(),
        new PerlLibrary(),
        new PerlPackages(),
        new RubyLibrary(),
        new RubyGems(),
        new NodePackages(),
        new PhpPackages(),
        new JavaRuntime(),
        new RPackages(),
        new ScriptLibraries(),
        new ImageCoders(),
        new PageResources(),
        new Fonts(),
        new DataFolders(),
        new PostgresData(),
        new MysqlData(),
        new CryptoProviders(),
        new LoginModules(),
        new Dictionaries(),
        new XmlCatalogues(),
        new Headers(),
        new ProgramData(),
        new PlugIns(),
        new OtherNames());
  }
}
