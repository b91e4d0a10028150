/**
 * What each environment is, read from {@code environments/*.yaml} into immutable values, and what
 * follows from them. It reads those files and does nothing else.
 */
package com.genericcorp.hq.model;
