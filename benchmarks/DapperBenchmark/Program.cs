using TestDigitalPlatform.Benchmarks.DapperPlumbing;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Postgres;

// bench dapper [--quick]; with "first" it is the process whose first statement is measured.
if (args is ["first", var kind, var connection])
{
    await using var fresh = await Statements.Open(connection);
    Console.WriteLine(await Measure.First(fresh, kind));
    return 0;
}

var quick = args.Contains("--quick");
var folder = Path.Combine(Path.GetTempPath(), $"tdp-bench-{Guid.NewGuid():N}");
try
{
    await using var postgres = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = folder, Durable = false });
    var table = new Table("what", "by hand", "Dapper", "Dapper / by hand: median (least to largest)");
    table.Row(await Measure.FirstOfProcess(postgres.AdminConnectionString, rounds: quick ? 1 : 15));
    await using var open = await Statements.Open(postgres.AdminConnectionString);
    foreach (var row in await Measure.Again(open, rounds: quick ? 1 : 15, calls: quick ? 20 : 1_000))
        table.Row(row);
    Console.WriteLine(table);
    return 0;
}
finally
{
    if (Directory.Exists(folder))
        Directory.Delete(folder, recursive: true);
}
