package dev.kobako.slim;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a Ruby file says about other files, as people write it: constants after {@code
 * require} and its relatives, wherever the statement is.
 *
 * @param features required, loaded or loaded when first named
 * @param relative required from the file's own folder, as written
 * @param gems activated by their names
 */
record RubySource(Set<String> features, Set<String> relative, Set<String> gems) {
  private static final Pattern REQUIRE =
      Pattern.compile(
          "(?<![.\\w:@$])(require_relative|require|load|autoload_relative|autoload)\\b"
              + "[ \\t(]*(?::\\w+|['\"]\\w+['\"])?[ \\t]*,?[ \\t]*"
              + "(File\\.(?:expand_path|join)[ (]*|__dir__ *\\+ *)?"
              + "(?:__dir__|File\\.dirname\\(__FILE__\\))?[ ,]*"
              + "['\"]([^'\"#\\n]{1,300})['\"]");

  private static final Pattern MODULE_AUTOLOAD =
      Pattern.compile("\\.autoload[ (]+:\\w+ *, *['\"]([^'\"#\\n]{1,300})['\"]");

  private static final Pattern GEM =
      Pattern.compile("(?:\\bgem|activate_bin_path|\\bbin_path)[ (]+['\"]([\\w.-]{1,100})['\"]");

  /** Reads a file. */
  static RubySource read(String text) {
    RubySource source =
        new RubySource(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    boolean comment = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (comment || line.startsWith("=begin")) {
        comment = !line.startsWith("=end");
      } else if (line.equals("__END__")) {
        break;
      } else if (!line.stripLeading().startsWith("#") && line.length() < 10_000) {
        source.line(line);
      }
    }
    return source;
  }

  private void line(String line) {
    boolean loads = line.contains("require") || line.contains("load");
    if (loads) {
      Matcher require = REQUIRE.matcher(line);
      while (require.find()) {
        boolean own = require.group(1).endsWith("_relative") || require.group(2) != null;
        (own ? relative : features).add(require.group(3));
      }
      Matcher autoload = MODULE_AUTOLOAD.matcher(line);
      while (autoload.find()) {
        features.add(autoload.group(1));
      }
    }
    if (line.contains("gem") || line.contains("bin_path")) {
      Matcher gem = GEM.matcher(line);
      while (gem.find()) {
        gems.add(gem.group(1));
      }
    }
  }
}
