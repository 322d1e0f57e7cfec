using TestDigitalPlatform.Postgres;

// Usage: TestHost <data folder> [npm-only]. Says "ready <connection string>" and holds the server until its input ends
// or it is killed.
try
{
    var options = new EmbeddedPostgresOptions
    {
        DataFolder = args[0],
        UseMachineBinaries = !args.Contains("npm-only"),
        CacheFolder = args.Contains("npm-only") ? Path.Combine(args[0], "cache") : null,
        Progress = step => Console.Error.WriteLine($"progress {step}"),
    };
    await using var postgres = await EmbeddedPostgres.Start(options);
    Console.WriteLine($"ready {postgres.AdminConnectionString}");
    await Console.In.ReadToEndAsync();
    return 0;
}
catch (PostgresSetupException refused)
{
    Console.WriteLine($"refused {refused.Message}");
    return 1;
}
