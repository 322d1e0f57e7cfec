using System.CommandLine;
using ReferenceHost;

var data = new Option<DirectoryInfo>("--data")
{
    Description = "The folder that keeps the database between runs.",
    DefaultValueFactory = _ => new DirectoryInfo(".tdp"),
};
var port = new Option<int>("--port")
{
    Description = "The front page's port; the services take the next ones. 0 takes any that are free.",
    DefaultValueFactory = _ => 8080,
};
port.Validators.Add(result =>
{
    if (result.GetValue(port) is < 0 or > 65_000)
        result.AddError("--port takes a number from 0 to 65000.");
});
var empty = new Option<bool>("--empty") { Description = "Leaves out the demo data." };
var services = new Option<FileInfo[]>("--service")
{
    Description = "The .dll of a built service to host beside the samples; may be given several times.",
    DefaultValueFactory = _ => [],
};

var root = new RootCommand(
    "Runs the whole platform in one process: a private PostgreSQL, the services and a front page.")
{
    data, port, empty, services,
};
root.SetAction((result, stop) => Platform.Run(
    new HostSettings(
        result.GetValue(data)!.FullName,
        result.GetValue(port),
        !result.GetValue(empty),
        [.. result.GetValue(services)!.Select(service => service.FullName)]),
    Console.Out,
    stop));

// The platform ends by itself when it is told to; this is for a machine that can't.
return await root.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
