using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Core.Tests.Encryption;

public sealed class CipherTests
{
    private static readonly CustomerKey Key = new(7, RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void Opens_what_it_sealed_and_never_seals_the_same_twice()
    {
        var plain = Encoding.UTF8.GetBytes("a secret");
        var (one, two) = (Cipher.Seal(Key, "acme", plain), Cipher.Seal(Key, "acme", plain));

        Cipher.Open(Key, one).ShouldBe(plain);
        one.ShouldNotBe(two);
        Cipher.ReadHead(one).ShouldBe(new SealedBy("acme", CustomerId.Parse("acme"), 7));
        Cipher.ReadHead(Cipher.Seal(Key, "", [])).ShouldBe(new SealedBy("", null, 7));
        Cipher.Open(new CustomerKey(7, RandomNumberGenerator.GetBytes(32)), one).ShouldBeNull();
    }

    [Fact]
    public void Takes_no_changed_byte_at_all()
    {
        var whole = Cipher.Seal(Key, "acme", Encoding.UTF8.GetBytes("a secret"));
        for (var at = 0; at < whole.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = (byte[])whole.Clone();
                changed[at] ^= (byte)(1 << bit);
                Cipher.Open(Key, changed).ShouldBeNull($"byte {at}, bit {bit}");
            }
        }

        for (var length = 0; length < whole.Length; length++)
            Cipher.Open(Key, whole.AsSpan(0, length)).ShouldBeNull($"cut to {length}");
    }

    [Fact]
    public void Reads_any_bytes_without_an_exception() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            byte[] framed = [1, 0, 0, 0, 7, .. bytes];
            _ = Cipher.ReadHead(bytes);
            return Cipher.Open(Key, bytes) is null && Cipher.Open(Key, framed) is null;
        }));

    [Fact]
    public void Reads_any_text_of_a_message_as_a_value_or_refuses_it() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ReadsOrRefuses));

    private static bool ReadsOrRefuses(string? text)
    {
        foreach (var json in (string[])[JsonSerializer.Serialize(text), JsonSerializer.Serialize(SealedJson.Prefix + text)])
        {
            try
            {
                Opening.Begin();
                _ = JsonSerializer.Deserialize<Sensitive<string>>(json, StoredJson.Options);
            }
            catch (JsonException)
            {
                // A text that no column could hold, or no base64url.
            }
            finally
            {
                _ = Opening.Take();
            }
        }

        return true;
    }
}
