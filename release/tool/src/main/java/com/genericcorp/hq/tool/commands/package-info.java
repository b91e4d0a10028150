/** The tool's commands; each reads standard input and writes standard output. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool.commands;
