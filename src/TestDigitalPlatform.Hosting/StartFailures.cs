using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.Hosting.Start;

namespace TestDigitalPlatform.Generated;

/// <summary>Reports why a service can't start. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StartFailures
{
    private static int told;

    /// <summary>
    /// From now on, a known start error ends the process with a message and exit code 1, instead of a
    /// stack trace and a crash; other errors crash it as before.
    /// </summary>
    /// <remarks>Does nothing in a process that hosts several services or runs tests.</remarks>
    /// <param name="service">The assembly that was started.</param>
    public static void Tell(Assembly service)
    {
        if (service == Assembly.GetEntryAssembly() && Interlocked.Exchange(ref told, 1) == 0)
            AppDomain.CurrentDomain.UnhandledException += static (_, failure) => End(failure.ExceptionObject);
    }

    private static void End(object failure)
    {
        if (failure is not Exception exception)
            return;
        if (StartFailure.IsStop(exception))
            Environment.Exit(StartFailure.StoppedExitCode);
        if (StartFailure.Describe(exception) is not { } sentences)
            return;
        if (!StartFailure.IsLogged(exception))
            Console.Error.WriteLine(sentences);
        Environment.Exit(StartFailure.ExitCode);
    }
}
