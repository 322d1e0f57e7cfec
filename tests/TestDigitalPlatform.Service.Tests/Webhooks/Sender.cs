using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Service.Tests.Webhooks;

/// <summary>Signs webhooks as Standard Webhooks says, with nothing of the platform's.</summary>
internal static class Sender
{
    internal const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLwqx";
    internal const string Former = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    internal const string OfAcme = "whsec_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";
    internal const string OfGlobex = "whsec_CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC";

    internal static readonly string[] Settings =
    [
        $"Platform:Webhooks:billing:Secrets:0={Secret}",
        $"Platform:Webhooks:billing:Secrets:1={Former}",
        $"Platform:Webhooks:tickets:Customers:acme:Secrets:0={OfAcme}",
        $"Platform:Webhooks:tickets:Customers:globex:Secrets:0={OfGlobex}",
    ];

    internal static string Sign(string secret, string id, long timestamp, string body) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    internal static HttpRequestMessage Message(
        string path, string body, DateTimeOffset now, string id = "msg_1", string secret = Secret, string? signature = null)
    {
        var timestamp = now.ToUnixTimeSeconds();
        return new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers =
            {
                { "webhook-id", id }, { "webhook-timestamp", $"{timestamp}" },
                { "webhook-signature", signature ?? Sign(secret, id, timestamp, body) },
            },
        };
    }
}
