/** A command of the server's image as a task of its own on ECS, and what it printed. */
package com.genericcorp.hq.operate.task;
