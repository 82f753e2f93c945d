@rem The npm scripts begin with "exec", so that a signal sent to npm reaches the program instead of a shell in between.
@rem cmd.exe knows no exec; here it is.
@%*
