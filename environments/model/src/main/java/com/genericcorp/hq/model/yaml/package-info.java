/**
 * YAML files as trees whose every value knows its file and line, and what a JSON Schema says of
 * them. Faults are collected, never thrown one by one.
 */
package com.genericcorp.hq.model.yaml;
