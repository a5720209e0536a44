/**
 * What {@code explain} knows of an image as a page for browsers: {@code HtmlPage} makes one file
 * out of the resources of this module and the data of a {@code Subject}, which needs no network and
 * gets none.
 *
 * <p>Names in an image are data and never markup: they reach the page compressed and encoded, and
 * its scripts put them into it as text only.
 */
@NullMarked
package dev.kobako.page;

import org.jspecify.annotations.NullMarked;
