using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReferenceHost.Tests;

public sealed class KilledWebhookTests
{
    private const string Secret = "whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
    private const int Tickets = 60;
    private const int AnsweredBeforeTheKill = 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private static readonly Dictionary<string, string> Settings = new() { ["Platform__Webhooks__tickets__Customers__acme__Secrets__0"] = Secret };

    [Fact]
    public async Task Each_webhook_that_was_answered_before_a_kill_is_handled_once_after_it()
    {
        using var data = new DataFolder();
        var answered = new ConcurrentDictionary<string, bool>();
        await using (var host = await RunningHost.Start(data, Settings, "--empty"))
        {
            var client = await host.Client("requests", "--role", "customer-user", "--customer", "acme");
            var enough = new TaskCompletionSource();
            var sending = Parallel.ForAsync(0, Tickets, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
            {
                if (!await Send(client, i))
                    return;
                answered[Title(i)] = true;
                if (answered.Count >= AnsweredBeforeTheKill)
                    enough.TrySetResult();
            });
            await enough.Task.WaitAsync(Limit);
            await host.Kill();
            await sending;
        }

        await using var restarted = await RunningHost.Start(data, Settings, "--empty");
        var user = await restarted.Client("requests", "--role", "customer-user", "--customer", "acme");
        // Nobody sends them again, and yet they are handled.
        await Until(user, titles => !answered.Keys.Except(titles).Any());

        // Then the sender repeats all, and the others are handled, too.
        for (var i = 0; i < Tickets; i++)
            (await Send(user, i)).ShouldBeTrue();
        await Until(user, titles => titles.Count >= Tickets);
        (await Titles(user)).Order().ShouldBe(Enumerable.Range(0, Tickets).Select(Title).Order());
    }

    private static string Title(int number) => $"Ticket {number}";

    // Whether it was answered: the host may be gone before it does.
    private static async Task<bool> Send(HttpClient client, int number)
    {
        var (id, timestamp) = ($"msg_{number}", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var body = JsonSerializer.Serialize(new { ticket = $"HD-{number}", title = Title(number), description = "It does not print." });
        var signature = Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/acme/tickets")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "webhook-id", id }, { "webhook-timestamp", $"{timestamp}" }, { "webhook-signature", $"v1,{signature}" } },
        };
        try
        {
            using var response = await client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task Until(HttpClient client, Func<List<string>, bool> isSo)
    {
        var limit = DateTime.UtcNow + Limit;
        while (await Titles(client) is var titles && !isSo(titles))
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, $"{titles.Count} requests were submitted.");
            await Task.Delay(Look);
        }
    }

    private static async Task<List<string>> Titles(HttpClient client)
    {
        var page = await client.GetFromJsonAsync<JsonElement>("/requests?limit=500");
        return [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];
    }
}
