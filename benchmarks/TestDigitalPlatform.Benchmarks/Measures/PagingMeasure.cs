using System.Diagnostics;
using System.Text.Json;
using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>What the last page of a long list costs, against the first.</summary>
internal static class PagingMeasure
{
    private const int RequestsPerRound = 400;

    /// <returns>The median milliseconds of the first and the last page, round by round.</returns>
    public static async Task<(Spread First, Spread Last)> Run(Server server, string token, Plan plan, CancellationToken cancellationToken)
    {
        Console.WriteLine($"paging to page {plan.LastPage:N0} …");
        using var connection = await LoadConnection.Open(server.Address, cancellationToken);
        var path = $"/items?sort=-createdAt&limit={Plan.PageSize}";
        var first = Request.Get(path, token);
        var last = Request.Get($"{path}&after={Walk(connection, path, token, plan.LastPage, cancellationToken)}", token);
        Time(connection, first);
        Time(connection, last);
        var (firsts, lasts) = (new double[plan.Rounds], new double[plan.Rounds]);
        for (var i = 0; i < plan.Rounds; i++)
            (firsts[i], lasts[i]) = TimePair(connection, first, last);
        return (new(firsts), new(lasts));
    }

    // Follows the cursors, as a caller does: there is no other way to the last page.
    private static string Walk(
        LoadConnection connection, string path, string token, int pages, CancellationToken cancellationToken)
    {
        var cursor = "";
        for (var page = 1; page < pages; page++)
        {
            var request = Request.Get(cursor.Length == 0 ? path : $"{path}&after={cursor}", token);
            cancellationToken.ThrowIfCancellationRequested();
            using var answer = JsonDocument.Parse(connection.Ask(request).Text);
            cursor = answer.RootElement.GetProperty("next").GetString() ?? throw new BenchmarkException($"Page {page} is the last.");
        }

        return cursor;
    }

    // One of each in turn: both medians are of the same moment.
    private static (double First, double Last) TimePair(LoadConnection connection, byte[] first, byte[] last)
    {
        var (firsts, lasts) = (new double[RequestsPerRound], new double[RequestsPerRound]);
        for (var i = 0; i < RequestsPerRound; i++)
        {
            firsts[i] = Time(connection, first);
            lasts[i] = Time(connection, last);
        }

        return (new Spread(firsts).Median, new Spread(lasts).Median);
    }

    private static double Time(LoadConnection connection, byte[] request)
    {
        var begin = Stopwatch.GetTimestamp();
        var answer = connection.Ask(request);
        return answer.IsOk ? Stopwatch.GetElapsedTime(begin).TotalMilliseconds : throw new BenchmarkException(answer.Head + answer.Text);
    }
}
