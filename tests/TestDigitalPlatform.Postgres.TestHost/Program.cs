using TestDigitalPlatform.Postgres;

// Usage: TestHost <data folder>. Says "ready <connection string>" and holds the server until its input ends or it is killed.
try
{
    var options = new EmbeddedPostgresOptions
    {
        DataFolder = args[0],
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
