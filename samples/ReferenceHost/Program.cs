using System.CommandLine;
using ReferenceHost;

var root = new RootCommand(
    "Runs the whole platform in one process: a private PostgreSQL, the services and a front page.");
var commandLine = new HostCommandLine(root, ".tdp");
root.SetAction((parsed, stop) => Platform.Run(commandLine.Settings(parsed), Console.Out, stop));

// The platform ends by itself when it is told to; this is for a machine that can't.
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
