using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Identity.Keys;
using TestDigitalPlatform.Identity.Stores;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Cookies;

/// <summary>Keeps the keys of cookies and forms where every node finds them, encrypted.</summary>
internal sealed class DatabaseKeys(ProtocolDatabase database, PlatformCipher cipher) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Wait(async () =>
    {
        var elements = new List<XElement>();
        await foreach (var text in database.List(
            "select xml from identity.data_protection_key", row => row.GetString(0), CancellationToken.None))
        {
            var xml = await cipher.Open(Convert.FromBase64String(text), CancellationToken.None);
            elements.Add(XElement.Parse(System.Text.Encoding.UTF8.GetString(xml)));
        }

        return elements;
    });

    public void StoreElement(XElement element, string friendlyName) => Wait(async () =>
    {
        var xml = System.Text.Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        return await database.Run(
            "insert into identity.data_protection_key (id, xml) values ($1, $2)", CancellationToken.None,
            Text(friendlyName), Text(Convert.ToBase64String(await cipher.Seal(xml, CancellationToken.None))));
    });

    // The interface knows no waiting. It is called once a day, and when the first cookie is made.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}

/// <summary>Registers it.</summary>
internal static class DatabaseKeysExtensions
{
    internal static void KeepInDatabase(this IDataProtectionBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseKeys>();
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = services.GetRequiredService<DatabaseKeys>()));
    }
}
