package dev.kobako.slim;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the text of a Perl file says about other files. Only Perl can parse Perl; this reads
 * statements as people write them, without documentation, comments and what comes after {@code
 * __END__}.
 *
 * @param modules used or required by their names
 * @param files required, or done, by constant paths
 * @param folders that {@code use lib} adds, as written
 * @param names constants that name modules, which may be loaded
 * @param computed whether it requires by a name that it computes
 * @param unicode whether it asks for properties or names of characters
 */
record PerlSource(
    Set<String> modules,
    Set<String> files,
    Set<String> folders,
    Set<String> names,
    boolean computed,
    boolean unicode) {
  private static final int LONGEST_STATEMENT = 4_000;

  private static final Pattern STATEMENT =
      Pattern.compile("(?<![$@%&\\w>:-])(use|no|require|do)[ \\t\\r\\n]+([^;]{0,200})");

  private static final Pattern MODULE = Pattern.compile("[A-Za-z_]\\w*(?:(?:::|')\\w+)*");
  private static final Pattern QUALIFIED = Pattern.compile("[A-Za-z_]\\w*(?:::\\w+)+");
  private static final Pattern DRIVER =
      Pattern.compile("dbi:(\\w{1,60})", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"]{1,300})\"|'([^']{1,300})'|qw\\s*[(\\[{/<|]([^)\\]}/>|]{1,2000})");

  private static final Pattern UNICODE =
      Pattern.compile("\\\\[pPN]\\{|charnames|Unicode::|unicode_strings|use +utf8");

  /** Reads a file. */
  static PerlSource read(String text) {
    String code = code(text);
    PerlSource source =
        new PerlSource(
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            code.contains("require $") || code.contains("require \"$") || code.contains("use $"),
            UNICODE.matcher(code).find());
    Matcher statement = STATEMENT.matcher(code);
    int from = 0;
    while (statement.find(from)) {
      source.statement(statement.group(1), rest(code, statement.start(2)));
      from = statement.end(1);
    }
    Matcher name = QUALIFIED.matcher(code);
    while (name.find()) {
      source.names.add(name.group());
    }
    Matcher driver = DRIVER.matcher(code);
    while (driver.find()) {
      source.names.add("DBD::" + driver.group(1));
    }
    return source;
  }

  private static String rest(String code, int start) {
    int end = code.indexOf(';', start);
    int limit = Math.min(code.length(), start + LONGEST_STATEMENT);
    return code.substring(start, end < 0 ? limit : Math.min(end, limit));
  }

  /** The text without documentation and comments. */
  private static String code(String text) {
    StringBuilder code = new StringBuilder(text.length());
    boolean documentation = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (documentation) {
        documentation = !line.startsWith("=cut");
      } else if (line.length() > 1 && line.charAt(0) == '=' && Character.isLetter(line.charAt(1))) {
        documentation = true;
      } else if (line.startsWith("__END__") || line.startsWith("__DATA__")) {
        break;
      } else if (!line.stripLeading().startsWith("#")) {
        int comment = line.indexOf(" # ");
        code.append(comment < 0 ? line : line.substring(0, comment)).append('\n');
      }
    }
    return code.toString();
  }

  private void statement(String keyword, String rest) {
    if (keyword.equals("do")) {
      quoted(rest, files);
      return;
    }
    Matcher module = MODULE.matcher(rest);
    if (!module.lookingAt()) {
      if (keyword.equals("require")) {
        quoted(rest, files);
      }
      return;
    }
    String name = module.group().replace("'", "::");
    if (name.matches("v[0-9]+")) {
      return;
    }
    modules.add(name);
    switch (name) {
      case "lib" -> all(rest, folders);
      case "parent", "base", "autouse", "aliased", "if", "ok" -> {
        all(rest, names);
        Matcher bare = QUALIFIED.matcher(rest);
        while (bare.find()) {
          names.add(bare.group());
        }
        if (name.equals("if")) {
          ifModule(rest);
        }
      }
      default -> {}
    }
  }

  /** {@code use if CONDITION, MODULE => ARGUMENTS}. */
  private void ifModule(String rest) {
    int comma = rest.indexOf(',');
    Matcher module = MODULE.matcher(comma < 0 ? "" : rest.substring(comma + 1).strip());
    if (module.lookingAt()) {
      names.add(module.group());
    }
  }

  /** Adds the constant that a statement's operand begins with. */
  private static void quoted(String rest, Set<String> found) {
    Matcher quoted = QUOTED.matcher(rest.startsWith("(") ? rest.substring(1).strip() : rest);
    if (quoted.lookingAt() && quoted.group(3) == null) {
      found.add(quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
    }
  }

  private static void all(String rest, Set<String> found) {
    Matcher quoted = QUOTED.matcher(rest);
    while (quoted.find()) {
      if (quoted.group(3) != null) {
        for (String word : quoted.group(3).strip().split("\\s+")) {
          found.add(word);
        }
      } else {
        found.add(quoted.group(1) == null ? quoted.group(2) : quoted.group(1));
      }
    }
  }
}
